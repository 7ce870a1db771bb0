/** Answers that wait, in IndexedDB, so that neither a power cut nor a closed browser loses one. */
import type { Answer } from './answers'

const STORE = 'answers'

export interface Kept {
  writeKey: string
  answer: Answer
}

export interface Shelf<Thing> {
  keep(thing: Thing): Promise<unknown>
  count(): Promise<number>
  first(most: number): Promise<Thing[]>
  drop(key: string): Promise<unknown>
}

/** A place on this device where things wait, each under its own key, in the order of the keys. */
export function shelf<Thing>(name: string, key: string): Shelf<Thing> {
  let database: Promise<IDBDatabase> | undefined

  const open = () =>
    new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: key })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error ?? new Error('IndexedDB is closed to us.'))
    })

  async function ask<T>(mode: IDBTransactionMode, question: (store: IDBObjectStore) => IDBRequest<T>) {
    const transaction = (await (database ||= open())).transaction(STORE, mode)
    const request = question(transaction.objectStore(STORE))
    return new Promise<T>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result)
      transaction.onerror = transaction.onabort = () =>
        reject(transaction.error ?? new Error('It was not kept.'))
    })
  }

  return {
    keep: (thing) => ask('readwrite', (store) => store.put(thing)),
    count: () => ask('readonly', (store) => store.count()),
    first: (most) => ask<Thing[]>('readonly', (store) => store.getAll(null, most)),
    drop: (one) => ask('readwrite', (store) => store.delete(one)),
  }
}

const answers = shelf<Kept>('regard-kiosk', 'answer.messageId')
export const keep = answers.keep
export const countKept = answers.count
export const firstKept = answers.first

export async function drop(some: Kept[]): Promise<void> {
  for (const { answer } of some) await answers.drop(answer.messageId)
}
