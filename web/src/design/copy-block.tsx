import { useState } from 'react'
import { TextButton } from './button'
import { copyText } from './charts/copy'
import classes from './copy-block.module.css'
import { Icon } from './icon'

/** Copies a text, and says so to eyes and ears. */
export function CopyButton({ text, name = 'Copy' }: { text: string; name?: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    setCopied(await copyText(text))
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <>
      <TextButton small onClick={() => void copy()}>
        <Icon name={copied ? 'check' : 'copy'} /> {copied ? 'Copied' : name}
      </TextButton>
      <span className="spoken" role="status">
        {copied ? 'Copied' : ''}
      </span>
    </>
  )
}

/** Code to take along, whole lines, with a button that takes all of it. */
export function CopyBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className={classes.block}>
      <pre tabIndex={0} aria-label={label}>
        {code}
      </pre>
      <CopyButton text={code} />
    </div>
  )
}
