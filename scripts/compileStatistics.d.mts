export declare function compileStatistics(): Promise<Uint8Array>;
