/** What to call a customer who may not have a name. */
export function customerName({
  name,
  email,
  customer_id: id,
}: {
  name?: string | null
  email?: string | null
  customer_id: string
}): string {
  return name || email || `Unknown ${id.slice(0, 8)}`
}
