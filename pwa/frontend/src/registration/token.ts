/** The token that a link hands over in its fragment, which no server is sent. */
export const tokenIn = (hash: string) => /^#([\w-]{43})$/.exec(hash)?.[1];
