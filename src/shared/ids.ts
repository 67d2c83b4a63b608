/** A number or a text that passes for no other: made only here. */
type Brand<T, Name extends string> = T & { readonly [brand]: Name }
declare const brand: unique symbol

/** A process id of the kernel. Says nothing alone: pids are used again (see ProcessIdentity in host/). */
export type Pid = Brand<number, 'Pid'>
/** What names one app for as long as any of its processes lives. */
export type AppId = Brand<string, 'AppId'>
/** What names one server for as long as its process runs. */
export type ServerId = Brand<string, 'ServerId'>
/** What names one loaded model of one server. */
export type ModelId = Brand<string, 'ModelId'>
/** What names one load of one server. */
export type LoadId = Brand<string, 'LoadId'>
/** What names one finding for as long as it stands. */
export type FindingId = Brand<string, 'FindingId'>
/** What names one episode of an alert. */
export type AlertId = Brand<string, 'AlertId'>
/** What names one act of Headroom. */
export type ActId = Brand<string, 'ActId'>

export const pid = (value: number): Pid => value as Pid
export const appId = (value: string): AppId => value as AppId
export const serverId = (value: string): ServerId => value as ServerId
export const modelId = (value: string): ModelId => value as ModelId
export const loadId = (value: string): LoadId => value as LoadId
export const findingId = (value: string): FindingId => value as FindingId
export const alertId = (value: string): AlertId => value as AlertId
export const actId = (value: string): ActId => value as ActId
