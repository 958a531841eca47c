/** What TAT's public commands are for: the same in every region (IDs and names are made up). */
export const SCENES: ReadonlyArray<{ sceneId: string; name: string }> = [
	{ sceneId: 'sc-disk0001', name: 'Disks' },
	{ sceneId: 'sc-network1', name: 'Network' },
	{ sceneId: 'sc-service1', name: 'Services' },
];
