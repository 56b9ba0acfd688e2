/**
 * Prints the types that openapi-typescript makes of a document on standard input. A process of its own:
 * generators need the compiler API of TypeScript 5, which TypeScript 7 no longer has.
 */
import { registerHooks } from 'node:module';
import { text } from 'node:stream/consumers';

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'typescript' ? 'typescript-5' : specifier, context),
});

const { default: generate, astToString } = await import('openapi-typescript');
process.stdout.write(astToString(await generate(await text(process.stdin))));
