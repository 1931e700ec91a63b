/** The only reader of the environment in the front end. */
export const isDevelopment = process.env.NODE_ENV === 'development';
