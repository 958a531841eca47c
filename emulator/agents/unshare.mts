import type { Host } from './host.mts';
import { SANDBOX_HOME, sandboxFiles } from './sandboxFiles.mts';
import type { SandboxFiles } from './sandboxFiles.mts';
import {
	BECOME_LIMITED_SHELL,
	CLOSE_INHERITED,
	NOBODY,
	runsAsRoot,
	SCRATCH_BYTES,
} from './sandboxLimits.mts';

/**
 * Runs the script in namespaces made by util-linux. Root creates them as root, and the script runs as nobody; any other user
 * creates a user namespace first, in which the script seems to be root but is that user. Either way it has no capabilities.
 */
export const unshare: Host = {
	name: 'unshare',
	start: (script, directory) => ({
		command: unshareCommand(sandboxFiles(directory), script, runsAsRoot()),
		home: SANDBOX_HOME,
	}),
};

/**
 * Process 1 of the sandbox. It is not in the script's process group, so killing that leaves others in the sandbox alive. It
 * ends with the lifeline; or when it is told that the script has ended, and no other process is left (or this is not the
 * sandbox's /proc, as the script never began). Everything in the sandbox ends with it.
 */
const KEEPER = `read -r -u 4 || exit
until others=(/proc/[0-9]*); (( \${#others[@]} == 1 )) || ! [[ /proc/self -ef /proc/1 ]]; do
	read -r -u 4 -t 1
	(( $? > 128 )) || exit
done`;

const NO_RIGHTS = [
	'--no-new-privs',
	...['bounding-set', 'inh-caps', 'ambient-caps'].map((set) => `--${set}=-all`),
];
const AS_NOBODY = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
const DEVICES = ['null', 'zero', 'full', 'random', 'urandom'];
const DEVICE_LINKS = ['fd', 'stdin', 'stdout', 'stderr'];

export function unshareCommand(files: SandboxFiles, script: string, asRoot: boolean): string[] {
	return [
		...['unshare', ...(asRoot ? [] : ['--user', '--map-root-user'])],
		...['--mount', '--net', '--ipc', '--uts', '--pid', 'bash', '-c', setup(files, asRoot), script],
	];
}

/**
 * Creates a new root in place of /tmp, moves into it, gives up all privileges, and becomes the script's shell. It stays outside
 * the process namespace, but what it starts is inside, the first one as process 1. Like nsenter, it then passes on how the
 * script ended, which `unshare --fork` does not do well for SIGKILL.
 */
function setup({ shown, scratch, directory }: SandboxFiles, asRoot: boolean): string {
	const folders = shown.filter(({ link }) => link === undefined).map(({ path }) => path);
	const links = shown.filter(({ link }) => link !== undefined);
	return `set -e
${CLOSE_INHERITED}
PATH=$PATH:/usr/sbin:/sbin
setsid bash -c ${quoted(KEEPER)} </dev/null >/dev/null 2>&1 3>&- &
mount -t tmpfs -o nosuid,nodev,mode=755,size=1m sandbox /tmp
cd -P /tmp
mkdir -p dev proc ${folders.map(inRoot).join(' ')}
${folders.map((path) => `mount --rbind ${quoted(path)} ${inRoot(path)}`).join('\n')}
while read -r _ _ _ _ point _; do
	case $point in "$PWD"/*) mount -o remount,bind,ro "$(printf %b "$point")";; esac
done </proc/self/mountinfo
${links.map(({ path, link = '' }) => `ln -s ${quoted(link)} ${inRoot(path)}`).join('\n')}
for device in ${DEVICES.join(' ')}; do
	: >dev/$device
	mount --bind /dev/$device dev/$device
done
cp -P ${DEVICE_LINKS.map((name) => `/dev/${name}`).join(' ')} dev
ln -s /tmp dev/shm
mount -t proc -o ro,nosuid,nodev,noexec proc proc
pivot_root . .
umount -l .
cd /
for folder in ${scratch.map(quoted).join(' ')}; do
	mkdir -p "$folder"
	mount -t tmpfs -o nosuid,nodev,mode=1777,size=${SCRATCH_BYTES},nr_inodes=16384 scratch "$folder"
done
mount -o remount,bind,ro /
ip link set lo up 2>/dev/null || :
cd ${quoted(directory)}
exec nsenter --target 1 --pid \\
	setpriv ${[...NO_RIGHTS, ...(asRoot ? AS_NOBODY : [])].join(' ')} \\
	bash -c ${quoted(BECOME_LIMITED_SHELL)} "$0" 4>&-`;
}

const inRoot = (path: string): string => quoted(`.${path}`);

function quoted(text: string): string {
	return `'${text.replaceAll("'", "'\\''")}'`;
}
