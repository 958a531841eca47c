import { idOf } from '../../ids';
import { summaryOf } from '../../invoker/summary';
import { listed, taken } from '../../transport/listing';
import { collectionOf } from '../collection';
import { optionsField, simplifyField, tatFor } from '../fields';
import { commandIdFilter, filtersBy, filtersField } from '../filters';
import { limitOf, listingFields } from '../listing';
import { oneByOne, type Operation } from '../operation';

export const getAll: Operation = {
	option: {
		name: 'Get Many',
		action: 'Get many invokers',
		description: 'Get many invokers, with the times of their next runs',
	},

	fields: [...listingFields, filtersField(commandIdFilter), simplifyField, optionsField()],

	execute: oneByOne(async function (itemIndex) {
		const limit = limitOf(this, itemIndex);
		const { commandId } = collectionOf(this, 'filters', itemIndex);
		const request = filtersBy({ 'command-id': commandId && idOf('command', commandId) });
		const simplify = this.getNodeParameter('simplify', itemIndex, true);
		const tat = await tatFor(this, itemIndex);

		const invokers = listed(tat, 'DescribeInvokers', request, ({ InvokerId }) => InvokerId, limit);
		const now = Date.now();
		return await taken(invokers, limit, (invoker) =>
			simplify ? { ...summaryOf(invoker, now), region: tat.region } : { ...invoker },
		);
	}),
};
