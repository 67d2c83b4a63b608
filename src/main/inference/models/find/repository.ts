/** What a user wrote, as a repository of Hugging Face, and what of it is meant. */
export interface WantedRepository {
  /** `org/name`. */
  readonly repository: string
  /** A branch, a tag or a commit; null: what `main` is. */
  readonly revision: string | null
  /** A file below it; null: the model in it. */
  readonly file: string | null
  /** As in `org/name:Q4_K_M`, which llama.cpp and Ollama understand. */
  readonly quantization: string | null
}

const form =
  /^(?:(?:https?:\/\/)?(?:hf\.co|huggingface\.co)\/)?([\w.-]{1,96}\/[\w.-]{1,96})(?:@([\w.-]{1,96}))?(?:\/([^@:]+))?(?::([\w.-]{1,40}))?$/

/** null where it is none. A name with `..` never gets here: findModel refuses it. */
export function parseRepository(wanted: string): WantedRepository | null {
  const [, repository, revision = null, file = null, quantization = null] = form.exec(wanted) ?? []
  if (repository === undefined || repository.split('/').includes('.')) return null
  return { repository, revision, file, quantization }
}
