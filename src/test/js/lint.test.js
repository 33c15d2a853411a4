// What no script of the page may hold. Run by PageScriptsIT.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('./web/', import.meta.url);
const rooms = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => `${entry.name}/`);
const scripts = ['', ...rooms].flatMap((room) =>
  readdirSync(new URL(room, folder)).filter((name) => name.endsWith('.js')).map((name) => room + name));
const read = (name) => readFileSync(new URL(name, folder), 'utf8');
const IMPORT = /^import (?:\* as (\w+)|\{([^}]*)\}) from '(\.\.?\/[\w/-]+\.js)';/gm;

/** The script that another names in an import. */
const imported = (from, by) => new URL(from, new URL(by, folder)).href.slice(folder.href.length);

/** The script without comments and the contents of strings. */
const bare = (text) => text
  .replace(/\/\*[^]*?\*\//g, '')
  .replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
  .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");

const FORBIDDEN = [
  [/\b(?:inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b/, 'text becomes HTML: use textContent'],
  [/\beval\b|\bnew Function\b/, 'text becomes code'],
  [/(^|[^=!<>])==(?!=)|!=(?!=)/m, 'compare with === and !=='],
  [/\bvar\b/, 'declare with const or let'],
  [/\bconsole\.|\bdebugger\b|\balert\(/, 'left from debugging'],
  [/\bhttps?:\/\//, 'the page asks nobody but its service'],
  [/\bjavascript:/, 'code in an address'],
];

for (const name of scripts) {
  test(`${name} keeps to the rules`, () => {
    const text = read(name);
    const code = bare(text);
    for (const [pattern, why] of FORBIDDEN) {
      const line = code.split('\n').findIndex((one) => pattern.test(one));
      assert.equal(line, -1, `${name}: ${why}: ${code.split('\n')[line]}`);
    }
    assert.doesNotMatch(text, /[ \t]+$|\t/m, 'white space at the end of a line, or a tab');
    assert.ok(text.endsWith('\n'));
  });

  test(`${name} uses what it imports, and imports what there is`, () => {
    const text = read(name);
    const statements = [...text.matchAll(IMPORT)];
    assert.equal(statements.length, text.match(/^import\b/gm)?.length ?? 0, 'an import that this check cannot read');
    for (const [statement, all, some, from] of statements) {
      const rest = text.replace(statement, '');
      const names = all ? [all] : some.split(',').map((one) => one.trim()).filter(Boolean);
      for (const one of names) {
        const [exported, local = exported] = one.split(' as ');
        assert.match(rest, new RegExp(`\\b${local}\\b`), `${name} imports ${local} and never uses it`);
        if (!all) {
          const declared = new RegExp(`^export (?:async )?(?:const|let|class|function) ${exported}\\b|^export \\{[^}]*\\b${exported}\\b`, 'm');
          assert.match(read(imported(from, name)), declared, `${from} exports no ${exported}`);
        }
      }
    }
  });
}

test('every script is used by the page', () => {
  const page = readFileSync(new URL('index.html', folder), 'utf8');
  const used = new Set([...page.matchAll(/src="([\w-]+\.js)"/g)].map(([, name]) => name));
  for (const name of used) for (const [, , , from] of read(name).matchAll(IMPORT)) used.add(imported(from, name));
  assert.deepEqual(scripts.filter((name) => !used.has(name)), []);
});
