import type { TencentCloudCredential } from '../../../credentials/signRequest';
import { endpointUrl, type EndpointError } from '../../../tencentcloud/endpoint';
import { isRegionId, regionOfZone } from '../../../tencentcloud/regions';
import { unusable } from './credential';
import { InputError } from './TatError';

/** Where requests go. */
export interface Destination {
	/** May be empty: not every action needs one. */
	region: string;
	url: string;
	host: string;
}

/**
 * @param wanted region; empty for the one in the credential
 * @throws {InputError} for a region or endpoint that is none
 */
export function destinationOf(credential: TencentCloudCredential, wanted: string): Destination {
	const region = checkedRegion(wanted || credential.region || '');
	const { href: url, host } = checkedEndpoint(credential.endpoint ?? '', region);
	return { region, url, host };
}

/** For an action that needs a region. */
export function missingRegion(): InputError {
	return new InputError(
		'No region is set',
		'Set the region of your instances in the credential, or under Options > Region, e.g. ap-guangzhou.',
	);
}

function checkedRegion(region: string): string {
	const typed = region.trim();
	if (typed === '' || isRegionId(typed)) return typed;
	const regionInstead = regionOfZone(typed);
	throw new InputError(
		regionInstead
			? `"${typed}" is an availability zone, not a region`
			: `"${typed}" is not a region`,
		`Give a region such as ${regionInstead ?? 'ap-guangzhou'}, under Options > Region or in the credential.`,
	);
}

function checkedEndpoint(endpoint: string, region: string): URL {
	try {
		return endpointUrl(endpoint, region);
	} catch (error) {
		return unusable(error as EndpointError, 'Correct the endpoint in the credential.');
	}
}
