export declare function whyNoNative(): string | null;
export declare function installNative(folder: string): void;
