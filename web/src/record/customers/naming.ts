/** Short forms and names for what identifies a customer. */
export function initialsOf(name: string | null | undefined): string {
  const words = (name ?? '').split(/[\s-]+/).filter(Boolean)
  if (words.length === 0) return '?'
  return [words[0]!, words.length > 1 ? words[words.length - 1]! : '']
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}

const IDENTIFIERS: Record<string, string> = {
  user_id: 'User id',
  email: 'Email',
  phone: 'Phone',
  external_id: 'External id',
  anonymous_id: 'Browser or device',
}

export const identifierName = (kind: string) => IDENTIFIERS[kind] ?? kind
