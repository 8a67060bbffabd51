/** The module rules as Node's asynchronous loader hooks (Node 20): they run in Node's own hooks thread. */
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import { driveAsync } from './drive.js';
import { loadModule, resolveModule, type Loaded, type ModuleRules, type Resolved } from './rules.js';

let rules: ModuleRules;

export const initialize: InitializeHook<ModuleRules> = (data) => {
  rules = data;
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  const ask = async (name: string) => (await next(name, context)) as Resolved;
  return (await driveAsync(resolveModule(rules, specifier, context), ask)) as Awaited<ReturnType<ResolveHook>>;
};

export const load: LoadHook = async (url, context, next) => {
  const ask = async () => (await next(url, context)) as Loaded;
  return (await driveAsync(loadModule(rules, url, context), ask)) as Awaited<ReturnType<LoadHook>>;
};
