import { idOf } from '../../ids';
import { connect } from '../../transport/tat';
import { collectionOf } from '../collection';
import { optionsField, tatOptions } from '../fields';
import { invokerIdField } from '../locators';
import { oneByOne, type Operation } from '../operation';

export const disable: Operation = {
	option: {
		name: 'Disable',
		action: 'Disable invoker',
		description: 'Keep an invoker from running its command until it is enabled again',
	},

	fields: [invokerIdField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const id = idOf(
			'invoker',
			this.getNodeParameter('invokerId', itemIndex, '', { extractValue: true }),
		);
		const tat = await connect(this, tatOptions(collectionOf(this, 'options', itemIndex)));

		const { RequestId } = await tat.call('DisableInvoker', { InvokerId: id });
		return { invokerId: id, enabled: false, region: tat.region, requestIds: [RequestId] };
	}),
};
