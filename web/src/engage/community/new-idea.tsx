import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { troubleOf } from '~/api/problem'
import { TextButton } from '~/design/button'
import { TextField } from '~/design/field'
import { Failed } from '~/design/states'
import followed from '~/design/followed.module.css'
import { postIdea, useCommunityChange } from './queries'

/** An idea in the words of staff, for what customers asked for elsewhere. */
export function NewIdeaForm({ slug, onDone }: { slug: string; onDone: () => void }) {
  const [title, setTitle] = useState('')
  const navigate = useNavigate()
  const { mutate, error, isPending } = useCommunityChange()
  const post = () =>
    mutate(async () => {
      const { idea } = await postIdea(slug, title)
      await navigate({ to: '/community/$number', params: { number: String(idea.number) } })
    })
  return (
    <form
      className={followed.form}
      onSubmit={(event) => {
        event.preventDefault()
        post()
      }}
    >
      <TextField
        label="What customers want, in a few words"
        value={title}
        maxLength={140}
        autoFocus
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className={followed.row}>
        <TextButton type="submit" disabled={isPending || title.trim().length < 5}>
          Post it
        </TextButton>
        <TextButton onClick={onDone}>Leave it</TextButton>
      </div>
      {error && <Failed trouble={troubleOf(error)} />}
    </form>
  )
}
