const { LoggerProxy, NodeOperationError } = require('n8n-workflow');

/** Ways to let a SecretKey out. */
const WAYS = {
	item: (node, secret) => [{ json: { a: [{ b: `-${secret}-` }] } }],
	nameInItem: (node, secret) => [{ json: { [secret]: 1 } }],
	encoded: (node, secret) => [{ json: { body: Buffer.from(`${secret}`).toString('base64') } }],
	error(node, secret) {
		throw new NodeOperationError(node.getNode(), `The key ${secret} is wrong`);
	},
	description(node, secret) {
		throw new NodeOperationError(node.getNode(), 'Wrong', { description: secret });
	},
	context(node, secret) {
		const error = new NodeOperationError(node.getNode(), 'Wrong');
		error.context.keys = new Map([['key', secret]]);
		throw error;
	},
	echo: (node) => node.getInputData(),
	hint(node, secret) {
		node.addExecutionHints({ message: secret });
		return [];
	},
	log(node, secret) {
		node.logger.debug('Signing', { secret });
		return [];
	},
	proxiedLog(node, secret) {
		LoggerProxy.warn(`Signing with ${secret}`);
		return [];
	},
	console(node, secret) {
		console.debug(secret);
		return [];
	},
	stdout(node, secret) {
		process.stdout.write(`${secret}\n`);
		return [];
	},
	stderr(node, secret) {
		process.stderr.write(Buffer.from(secret));
		return [];
	},
};

exports.Leaky = class {
	description = {
		displayName: 'Leaky',
		name: 'leaky',
		group: ['transform'],
		version: 1,
		description: 'Lets a secret out',
		defaults: { name: 'Leaky' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'tencentCloudApi', required: true }],
		properties: [{ displayName: 'Way', name: 'way', type: 'string', default: 'item' }],
	};

	async execute() {
		const { secretKey } = await this.getCredentials('tencentCloudApi');
		return [WAYS[this.getNodeParameter('way', 0)](this, secretKey)];
	}
};
