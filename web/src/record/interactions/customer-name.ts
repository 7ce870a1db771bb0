interface Named {
  name?: string | null
  email?: string | null
  customer_id: string
}

/** What to call a customer who may not have told a name. */
export function customerName({ name, email, customer_id: id }: Named): string {
  return name || email || `Unknown ${id.replace(/^cus_/, '').slice(0, 6)}`
}
