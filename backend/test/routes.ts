import 'reflect-metadata';
import { RequestMethod, type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import type { Action } from '@firstread/contract';
import { ALLOW } from '../src/identity/index.js';

/** One route of a controller, as its decorators say. */
export interface Route {
  method: string;
  /** As registered, with its parameters. */
  path: string;
  handler: string;
  action: Action | 'public' | undefined;
}

type Import = Type | DynamicModule;
type Kind = 'controllers' | 'providers';

/** Every class that the modules below `root` name under `kind`, each once. */
export function classesOf(root: Import, kind: Kind, seen = new Set<unknown>()): Type[] {
  if (seen.has(root)) return [];
  seen.add(root);
  const dynamic = typeof root === 'function' ? undefined : root;
  const type = typeof root === 'function' ? root : root.module;
  const own = [...metadata<unknown>(type, kind), ...(dynamic?.[kind] ?? [])];
  const imports = [...metadata<Import>(type, 'imports'), ...((dynamic?.imports ?? []) as Import[])];
  const below = imports.flatMap((one) => classesOf(one, kind, seen));
  return [...new Set([...own.filter((one) => typeof one === 'function'), ...below])] as Type[];
}

/** Every route of the controllers below `root`. */
export function routesOf(root: Import): Route[] {
  return classesOf(root, 'controllers').flatMap((controller) =>
    methodsOf(controller).flatMap(([handler, method]) => {
      const verb = Reflect.getMetadata('method', method) as RequestMethod | undefined;
      if (verb === undefined) return [];
      const action = (Reflect.getMetadata(ALLOW, method) ?? Reflect.getMetadata(ALLOW, controller)) as
        Action | 'public' | undefined;
      return paths(controller).flatMap((base) =>
        paths(method).map((path) => ({
          method: RequestMethod[verb],
          path: `/${[base, path].join('/')}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
          handler: `${controller.name}.${handler}`,
          action,
        })),
      );
    }),
  );
}

/** Own methods of a class, by name. */
export function methodsOf(type: Type): [string, object][] {
  const prototype = type.prototype as Record<string, object>;
  return Object.getOwnPropertyNames(prototype)
    .filter(
      (name) =>
        typeof Object.getOwnPropertyDescriptor(prototype, name)?.value === 'function' &&
        name !== 'constructor',
    )
    .map((name) => [name, prototype[name] as object]);
}

/** What Express really answers, as `METHOD /path`. */
export function registeredRoutes(app: INestApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  );
}

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

function paths(target: object): string[] {
  return [Reflect.getMetadata('path', target) as string | string[] | undefined]
    .flat()
    .map((one) => one ?? '');
}

function metadata<T>(type: Type, key: string): T[] {
  return (Reflect.getMetadata(key, type) as T[] | undefined) ?? [];
}
