import { useVoiceScope } from './use-voice-scope'
import classes from './voice.module.css'

const VOICES = { customers: 'Customers', public: 'Public voice' }

/** Customers, or those who speak in public and are nobody's customer as far as is proved. */
export function WhoseVoice() {
  const { isPublic, change } = useVoiceScope()
  const chosen = isPublic ? 'public' : 'customers'
  return (
    <div className={classes.voices} role="group" aria-label="Whose voice">
      {Object.entries(VOICES).map(([key, name]) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === chosen}
          onClick={() => change({ voices: key === 'public' ? key : undefined, topic: undefined })}
        >
          {name}
        </button>
      ))}
    </div>
  )
}
