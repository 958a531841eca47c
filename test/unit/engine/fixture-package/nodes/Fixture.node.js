const { NodeApiError, NodeOperationError } = require('n8n-workflow');

const OPERATIONS = {
	/** Gives back what it was given. */
	async report() {
		return this.getInputData().map(({ json }, item) => ({
			json: { got: json, value: this.getNodeParameter('value', item) },
			pairedItem: { item },
		}));
	},

	/** Sends a signed request for the first item. */
	async request() {
		const type = this.getNodeParameter('value', 0);
		const { url } = await this.getCredentials(type, 0);
		const options = { method: 'POST', url: `${url}/echo`, body: { hello: 1 } };
		return [{ json: await this.helpers.httpRequestWithAuthentication.call(this, type, options) }];
	},

	/** Fails for the items that say so. */
	async fail() {
		return this.getInputData().map(({ json }, itemIndex) => {
			const pairedItem = { item: itemIndex };
			if (!json.fails) return { json, pairedItem };
			if (this.continueOnFail()) return { json: { error: 'It said so' }, pairedItem };
			throw new NodeOperationError(this.getNode(), 'It said so', { itemIndex });
		});
	},

	/** Succeeds, and has something to add. */
	async hint() {
		this.addExecutionHints({ message: 'Half of it is missing', type: 'warning' });
		return [{ json: {} }];
	},

	/** Never ends by itself, and fails when it is cancelled. */
	async wait() {
		const signal = this.getExecutionCancelSignal();
		await new Promise((resolve) => signal.addEventListener('abort', resolve));
		throw new NodeApiError(this.getNode(), { message: 'Stopped waiting' });
	},
};

exports.Fixture = class {
	description = {
		displayName: 'Fixture',
		name: 'fixture',
		group: ['transform'],
		version: [1, 2],
		description: 'Does what the engine is to be seen doing',
		defaults: { name: 'Fixture' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'fixtureTokenApi' }, { name: 'fixtureSignedApi' }],
		properties: [
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				options: Object.keys(OPERATIONS).map((value) => ({ name: value, value })),
				default: 'report',
			},
			{ displayName: 'Value', name: 'value', type: 'string', default: 'default', required: true },
		],
	};

	methods = {
		listSearch: {
			async searchThings(filter, paginationToken) {
				const { token } = await this.getCredentials('fixtureTokenApi');
				const value = this.getCurrentNodeParameter('value');
				return { results: [{ name: [token, value, filter].join(), value }], paginationToken };
			},
		},
		loadOptions: {
			async loadThings() {
				return [{ name: this.getNode().typeVersion.toString(), value: 1 }];
			},
		},
	};

	async execute() {
		return [await OPERATIONS[this.getNodeParameter('operation', 0)].call(this)];
	}
};
