import { label, labelTime, listSearchOf } from './search';

/** Registration codes; on each page the enabled ones come first. */
export const searchRegistrationCodes = listSearchOf({
	action: 'DescribeRegisterCodes',
	ids: ['registrationCode', 'RegisterCodeIds'],
	first: ({ Enabled }) => Enabled === true,
	item: ({ RegisterCodeId = '', ...code }) => ({
		name: label(
			code.Description || 'Undescribed',
			`${code.RegisteredCount}/${code.RegisterLimit} used`,
			code.Enabled ? expiry(code.ExpiredTime) : 'disabled',
			RegisterCodeId,
		),
		value: RegisterCodeId,
	}),
});

function expiry(time: string | undefined): string {
	return time ? `expires ${labelTime(time)}` : 'never expires';
}
