/** The names that the elements in `.tsx` files are written by when the page is built. */
export { Fragment, h } from 'preact';
