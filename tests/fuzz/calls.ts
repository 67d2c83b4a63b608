import { Session } from 'node:inspector/promises'

/** Which functions of our files have run since, by `path name`: V8 counts them itself, so no list can claim it. */
export interface Calls {
  seen(): Promise<ReadonlySet<string>>
  stop(): Promise<void>
}

export async function countCalls(): Promise<Calls> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  return {
    seen: async () => {
      const { result } = await session.post('Profiler.takePreciseCoverage')
      return new Set(
        result.flatMap(({ url, functions }) => {
          const [, path] = /\/(src\/(?:main|shared)\/[^?]+\.ts)/.exec(url) ?? []
          if (path === undefined) return []
          return functions.flatMap(({ functionName, ranges }) =>
            (ranges[0]?.count ?? 0) > 0 ? [`${path} ${functionName}`] : [],
          )
        }),
      )
    },
    stop: async () => {
      await session.post('Profiler.stopPreciseCoverage')
      session.disconnect()
    },
  }
}
