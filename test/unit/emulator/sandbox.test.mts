import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
	existsSync,
	mkdtempSync,
	readFileSync,
	readlinkSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bubblewrap } from '../../../emulator/agents/bubblewrap.mts';
import type { Host } from '../../../emulator/agents/host.mts';
import { workingSandbox } from '../../../emulator/agents/sandbox.mts';
import { unshare } from '../../../emulator/agents/unshare.mts';
import {
	allGone,
	longTime,
	missing,
	sandboxes,
	sleeper,
	startWithScripts,
} from './scriptHosts.mts';

const NAME = `canary-${Math.random().toString().slice(2)}`;
/** Ends a script that shares a namespace with this process, before it does what the sandbox is there for. */
const guard = (namespace: string) =>
	`[ "$(readlink /proc/self/ns/${namespace})" != '${linkOf(namespace)}' ] || exit 99; `;

let folders: string[];

/** Folders of this user that no sandbox may touch, each with a file in it. */
beforeEach(() => {
	folders = [tmpdir(), homedir(), process.cwd()].map((parent) => mkdtempSync(join(parent, NAME)));
	for (const folder of folders) writeFileSync(join(folder, 'file'), 'secret of this machine');
});
afterEach(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

for (const host of missing) {
	it(`breaks out of nothing in ${host.name}, which does not work on this machine`, async () => {
		expect(await workingSandbox([host])).toBeUndefined();
	});
}

it('uses unshare wherever that can make the namespaces', () => {
	const namespaces = ['--mount', '--net', '--ipc', '--uts', '--pid', '--fork', '--mount-proc'];
	const user = process.geteuid?.() === 0 ? [] : ['--user', '--map-root-user'];
	const { status } = spawnSync('unshare', [...user, ...namespaces, 'true']);
	expect(missing.includes(unshare)).toBe(status !== 0);
});

for (const sandbox of sandboxes) {
	describe(`a script in ${sandbox.name}`, () => {
		let stage: Awaited<ReturnType<typeof startWithScripts>>;
		let seconds: string;
		let listener: Server;
		let connections: number;

		beforeEach(async () => {
			seconds = longTime();
			stage = await startWithScripts({ sandboxes: [sandbox] });
			connections = 0;
			listener = createServer((socket) => {
				connections++;
				socket.on('error', () => {}).destroy();
			}).listen(0, '127.0.0.1');
			await once(listener, 'listening');
		});
		afterEach(async () => {
			await stage.emulator.stop();
			listener.close();
		});

		const output = async (script: string, fields: object = {}) => {
			const ended = await stage.finished(await stage.run(script, fields));
			expect(ended.exitCode).not.toBe(99);
			return ended.output;
		};

		it('cannot delete what is not its own', async () => {
			for (const folder of folders) {
				await output(`rm -rf ${folder}/$missing ${folder}/* ${folder}; echo over`);
				await output('rm -rf ./* "$PWD"; echo over', { WorkingDirectory: folder });
			}
			for (const folder of folders) expect(existsSync(join(folder, 'file'))).toBe(true);
		});

		it('cannot read the files of this user', async () => {
			const files = folders.map((folder) => join(folder, 'file'));
			const places = 'for place in /home /var /run /sys; do [ -e $place ] && echo $place; done';
			expect(await output(places, { WorkingDirectory: '/tmp' })).toBe('');
			for (const WorkingDirectory of [undefined, ...folders]) {
				const read = await output(`cat ${files.join(' ')} file; ls -a ~ .`, { WorkingDirectory });
				expect(read).toContain('No such file');
				expect(read).not.toContain('secret of this machine');
				expect(read).not.toContain('.npm');
			}
		});

		it('cannot write outside of its scratch folders, which are gone with it', async () => {
			const outside = [
				'/',
				'/usr',
				'/usr/bin',
				'/etc',
				'/dev',
				'/proc',
				'/var',
				'/run',
				'/sys',
				'/home',
			];
			const paths = [...outside, ...folders].map((folder) => join(folder, NAME));
			try {
				const said = await output(
					paths.map((path) => `mkdir -p ${path}; touch ${path};`).join(' '),
				);
				for (const folder of ['/usr', '/etc', '/dev']) {
					expect(said).toContain(`${join(folder, NAME)}': Read-only file system`);
				}
				expect(paths.filter((path) => existsSync(path))).toEqual([]);
			} finally {
				for (const path of paths) rmSync(path, { recursive: true, force: true });
			}

			const own = `/tmp/${NAME} ~/${NAME} ./${NAME} /dev/shm/${NAME}`;
			const [WorkingDirectory] = folders;
			expect(await output(`touch ${own} && ls ${own} | wc -l`, { WorkingDirectory })).toBe('4\n');
			expect(existsSync(join(tmpdir(), NAME))).toBe(false);
			expect(existsSync(join(homedir(), NAME))).toBe(false);
			expect(existsSync(join(WorkingDirectory, NAME))).toBe(false);
			expect(await output(`cat ${own}`, { WorkingDirectory })).toContain(`/tmp/${NAME}`);
		});

		it('sees and kills no process but its own, the emulator least of all', async () => {
			const neighbour = await stage.run(`echo started; sleep ${seconds}`, {
				InstanceIds: ['ins-demo0002'],
			});
			await sleeper(seconds);
			expect(await output(`cat /proc/[0-9]*/cmdline | tr "\\0" " "`)).not.toContain(seconds);

			const kill = `kill -9 ${process.pid}; kill -9 1; kill -9 -1; echo still here`;
			expect(await output(guard('pid') + kill)).toContain('still here\n');
			const group = await stage.finished(await stage.run(`${guard('pid')}kill -9 0`));
			expect(group).toMatchObject({ TaskStatus: 'FAILED', exitCode: -1 });
			expect((await stage.task(neighbour)).TaskStatus).toBe('RUNNING');
			await sleeper(seconds);
		});

		it('reaches no network, neither this machine nor the emulator', async () => {
			const { port } = listener.address() as AddressInfo;
			const connect = (to: number) =>
				`if echo hello >/dev/tcp/127.0.0.1/${to}; then echo arrived; else echo unreached; fi; `;
			const answer = await output(
				connect(port) +
					connect(Number(new URL(stage.emulator.endpoint).port)) +
					'cut -d: -f1 -s /proc/net/dev | tr -d " "',
			);
			expect(answer).not.toContain('arrived');
			expect(answer.match(/^unreached$/gm)).toHaveLength(2);
			expect(answer).toMatch(/\nlo\n$/);
			expect(connections).toBe(0);
			// That there was something to be reached
			await fetch(`http://127.0.0.1:${port}`).catch(() => {});
			expect(connections).toBe(1);
		});

		it('has no rights, and gets none in namespaces of its own making', async () => {
			const status = await output('cat /proc/self/status');
			for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapAmb']) {
				expect(status).toMatch(new RegExp(`^${set}:\\t0+$`, 'm'));
			}
			expect(status).toMatch(/^NoNewPrivs:\t1$/m);

			const paths = ['/usr', '/etc'].map((folder) => join(folder, NAME));
			const remount = `mount -o remount,bind,rw /usr; mount -o remount,bind,rw /etc; touch ${paths.join(' ')}`;
			try {
				const script = `${remount}; unshare --user --map-root-user --mount sh -c '${remount}'; umount -l /usr; echo over`;
				expect(await output(guard('mnt') + script)).toContain('over\n');
				expect(paths.filter((path) => existsSync(path))).toEqual([]);
			} finally {
				for (const path of paths) rmSync(path, { force: true });
			}
		});

		it('can fill neither the disk nor the table of processes', async () => {
			const fill = 'head -c 100M /dev/zero >$folder/full; stat -c %s $folder/full; rm $folder/full';
			const sizes = await output(`${guard('mnt')}for folder in /tmp ~ /dev/shm; do ${fill}; done`);
			const written = sizes.match(/^\d+$/gm)?.map(Number) ?? [];
			expect(written).toHaveLength(3);
			for (const size of written) expect(size).toBeLessThan(100 * 1024 * 1024);
			expect(Number(await output('ulimit -u'))).toBeLessThanOrEqual(2048);
		});

		it('gets no file that the emulator was started with', async () => {
			// /usr stands for any folder that is open in whatever started the emulator
			const script = 'for file in /proc/self/fd/*; do readlink $file; done';
			const child = spawn(
				'bash',
				['-c', 'exec 200</usr; exec "$0" "$@"', process.execPath, ...launcher(sandbox, script)],
				{ stdio: ['ignore', 'pipe', 'inherit'] },
			);
			const files = (await child.stdout.toArray()).join('');
			expect(files).toContain('/null\n');
			expect(files).not.toContain('/usr');
		});

		// bubblewrap lets it run to its own end
		if (sandbox !== bubblewrap) {
			it('dies with an emulator that is killed', async () => {
				const script = `setsid sleep ${seconds} & sleep ${seconds}1`;
				const emulator = spawn(process.execPath, launcher(sandbox, script), { stdio: 'ignore' });
				await sleeper(seconds);
				await sleeper(`${seconds}1`);
				emulator.kill('SIGKILL');
				await allGone(seconds);
			});
		}

		it('leaves neither a process nor a mount behind, however deep it hides', async () => {
			const mounts = readFileSync('/proc/self/mountinfo', 'utf8');
			const hide = `setsid sh -c '(setsid sleep ${seconds} &) & wait' >/dev/null 2>&1 &`;
			await output(`${hide} echo over`);
			await stage.run(`${hide} setsid sleep ${seconds}1; wait`);
			await sleeper(seconds);
			await sleeper(`${seconds}1`);
			await stage.emulator.stop();
			await allGone(seconds);
			expect(readFileSync('/proc/self/mountinfo', 'utf8')).toBe(mounts);
		});
	});
}

/** Arguments for Node.js to run a script in a sandbox, and to print its output. */
function launcher({ name }: Host, script: string): string[] {
	const folder = pathToFileURL(process.cwd());
	const code = `import { launch } from '${folder}/emulator/agents/host.mts';
		import { CANDIDATES } from '${folder}/test/unit/emulator/scriptHostCandidates.mts';
		const sandbox = CANDIDATES.find(({ name }) => name === '${name}');
		const launched = launch(sandbox, ${JSON.stringify(script)}, '/tmp');
		launched.output.pipe(process.stdout);
		await launched.ended;
		launched.lifeline.destroy();`;
	return ['--input-type=module', '--eval', code];
}

function linkOf(namespace: string): string {
	return readlinkSync(`/proc/self/ns/${namespace}`);
}
