#!/usr/bin/env node
// The executable that @vscode/test-electron starts in place of `code`; code.ts is what it does.
import { tsImport } from 'tsx/esm/api';
await tsImport('./code.ts', import.meta.url);
