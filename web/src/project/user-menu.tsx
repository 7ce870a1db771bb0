import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Icon, type IconName } from '~/design/icon'
import { sessionQuery } from '~/record/interactions/queries'
import classes from './top-bar.module.css'

const SCHEMES: { scheme: MantineColorScheme; name: string; icon: IconName }[] = [
  { scheme: 'auto', name: 'As the system', icon: 'screen' },
  { scheme: 'light', name: 'Light', icon: 'sun' },
  { scheme: 'dark', name: 'Dark', icon: 'moon' },
]

export function UserMenu({ narrow }: { narrow: boolean }) {
  const session = useQuery(sessionQuery).data
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={classes.user}>
          <span className="spoken">Account and settings, </span>
          <span className={classes.face}>{initials(session?.user.name || session?.user.email)}</span>
          {!narrow && session && (
            <>
              <span className={classes.organisation}>{session.organisation}</span> <Icon name="down" />
            </>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {session && (
          <Menu.Label>
            {session.user.email}
            {session.is_demo && ', imaginary company'}
          </Menu.Label>
        )}
        {SCHEMES.map(({ scheme, name, icon }) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            leftSection={<Icon name={icon} />}
            rightSection={colorScheme === scheme ? <Icon name="check" colour="var(--accent)" /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href="/api/docs" leftSection={<Icon name="book" />}>
          API documentation
        </Menu.Item>
        <Menu.Item component="a" href="/accounts/logout/" leftSection={<Icon name="leave" />}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function initials(name: string | undefined): string {
  const words = (name ?? '').split(/[\s.@]+/).filter(Boolean)
  return words
    .slice(0, 2)
    .map((word) => word[0]!.toUpperCase())
    .join('')
}
