/** Answers that wait, in IndexedDB, so that neither a power cut nor a closed browser loses one. */
import type { Answer } from './answers'

const NAME = 'regard-kiosk'
const STORE = 'answers'

export interface Kept {
  writeKey: string
  answer: Answer
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'answer.messageId' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB is closed to us.'))
  })
}

let database: Promise<IDBDatabase> | undefined

async function ask<T>(
  mode: IDBTransactionMode,
  question: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await (database ||= open())).transaction(STORE, mode)
  const request = question(transaction.objectStore(STORE))
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = transaction.onabort = () =>
      reject(transaction.error ?? new Error('It was not kept.'))
  })
}

export const keep = (kept: Kept) => ask('readwrite', (store) => store.put(kept))
export const countKept = () => ask('readonly', (store) => store.count())
export const firstKept = (most: number) => ask<Kept[]>('readonly', (store) => store.getAll(null, most))

export async function drop(answers: Kept[]): Promise<void> {
  for (const { answer } of answers) await ask('readwrite', (store) => store.delete(answer.messageId))
}
