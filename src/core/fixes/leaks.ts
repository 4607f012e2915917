import type { ShellCommand } from '../shell/shell.ts';
import type { Run } from './run.ts';

/** What changes the shell itself, for whatever it runs next. */
const CHANGES = new Set([
  ...['cd', 'pushd', 'popd', 'export', 'unset', 'umask', 'ulimit', 'readonly', 'declare', 'typeset', 'local', 'read'],
  ...['getopts', 'let', 'mapfile', 'readarray', 'shopt', 'wait', 'command', 'builtin'],
]);

/** What leaves something running for the rest of a RUN, that the next would not meet. */
const STAYS =
  /^(?:service|systemctl|nohup|setsid|daemonize|start-stop-daemon|supervisord|nginx|redis-server|mysqld(?:_safe)?|mariadbd(?:-safe)?|pg_ctl(?:cluster)?|mongod|dockerd|Xvfb|dbus-(?:daemon|launch)|gpg-agent|ssh-agent|rc-service)$|init\.d\//;

/** Whether the next command in the same shell could tell that it is not in a new one. */
export function leaks({ shell, command }: Run): boolean {
  return shell.commands.some(changesShell) || /\$\{\w+:?=|\(\(/.test(command.text);
}

function changesShell({ words, assigns, inSubshell }: ShellCommand): boolean {
  const name = words.at(0);
  if (STAYS.test(name?.value ?? '')) return true;
  if (inSubshell) return false;
  return name === undefined ? assigns : name.value === null || CHANGES.has(name.value);
}

/** Variables that loops leave behind, where the other reads one. */
export function sharesLoopName(before: Run, after: Run): boolean {
  return before.shell.loopNames.some((name) => new RegExp(`\\$\\{?[#!]?${name}\\b`).test(after.command.text));
}
