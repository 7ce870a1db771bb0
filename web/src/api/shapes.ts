import type { paths } from './schema'

type Get<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never

/** What a GET of this path answers, straight from the OpenAPI description. */
export type Answered<Path extends keyof paths> = Get<Path>
