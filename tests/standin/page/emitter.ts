type Listener = (...args: unknown[]) => void

/** The part of Node's EventEmitter that a preload uses; in the sandbox it is a copy without Node, too. */
export class Emitter {
  readonly #listeners = new Map<string, Listener[]>()

  on(name: string, listener: Listener): this {
    this.#listeners.set(name, [...this.listeners(name), listener])
    return this
  }
  addListener(name: string, listener: Listener): this {
    return this.on(name, listener)
  }
  once(name: string, listener: Listener): this {
    const once = Object.assign(
      (...args: unknown[]) => {
        this.off(name, once)
        listener.apply(this, args)
      },
      { listener },
    )
    return this.on(name, once)
  }
  off(name: string, listener: Listener): this {
    const all = this.listeners(name)
    const is = (one: Listener & { listener?: Listener }): boolean =>
      one === listener || one.listener === listener
    const at = all.findLastIndex(is)
    this.#listeners.set(name, at < 0 ? all : all.toSpliced(at, 1))
    return this
  }
  removeListener(name: string, listener: Listener): this {
    return this.off(name, listener)
  }
  removeAllListeners(name?: string): this {
    if (name === undefined) this.#listeners.clear()
    else this.#listeners.delete(name)
    return this
  }
  listeners(name: string): Listener[] {
    return this.#listeners.get(name) ?? []
  }
  listenerCount(name: string): number {
    return this.listeners(name).length
  }
  emit(name: string, ...args: unknown[]): boolean {
    for (const listener of this.listeners(name)) listener.apply(this, args)
    return this.listenerCount(name) > 0
  }
}
