/** Web pages for sign-up, sign-in, forgotten passwords and accounts, served as a function from request to response. */
package io.moonlight.auth.pages;
