import { useQuery } from '@tanstack/react-query'
import { troubleOf } from '~/api/problem'
import { useChange } from '~/api/use-change'
import { TextButton } from '~/design/button'
import { plural } from '~/design/numbers'
import { Panel } from '~/design/panel'
import { Failed } from '~/design/states'
import { sessionQuery } from '~/record/interactions/queries'
import classes from './digest.module.css'
import { mailDigest, type Digest } from './queries'

/** Who gets it, and sending it now. */
export function MailPanel({ digest }: { digest: Digest }) {
  const me = useQuery(sessionQuery).data?.user?.email
  const mail = useChange(['digest-mail'], (to: string[]) => mailDigest(to, digest.until))
  const { can_mail: possible, readers } = digest
  return (
    <Panel title="By mail" note="Every Monday at 6:00 UTC">
      <div className={classes.mail}>
        <p>
          {readers.length > 0
            ? `It goes to ${readers.join(', ')}.`
            : 'It goes to nobody yet: name addresses in REGARD_DIGEST_TO.'}
          {!possible && ' No mail server is named yet: set REGARD_SMTP.'}
        </p>
        {possible && (
          <p className={classes.actions}>
            {me && (
              <TextButton disabled={mail.isPending} onClick={() => mail.mutate([me])}>
                Send this week to me
              </TextButton>
            )}
            {readers.length > 0 && (
              <TextButton disabled={mail.isPending} onClick={() => mail.mutate(readers)}>
                Send it to all of them again
              </TextButton>
            )}
            <span className="note soft" role="status">
              {mail.data && `Sent to ${plural(mail.data.sent, 'address', 'addresses')}`}
            </span>
          </p>
        )}
        {mail.isError && <Failed trouble={troubleOf(mail.error)} />}
      </div>
    </Panel>
  )
}
