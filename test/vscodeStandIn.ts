import Module from 'node:module';
import * as l10n from '@vscode/l10n';

// Outside VS Code, `vscode` has only its texts, in English. Import this file before a file that needs them.
const requireAny = Module.prototype.require;
Module.prototype.require = function requireOrStandIn(this: NodeJS.Module, id: string): unknown {
  try {
    return requireAny.call(this, id);
  } catch (error) {
    if (id === 'vscode') return { l10n };
    throw error;
  }
};
