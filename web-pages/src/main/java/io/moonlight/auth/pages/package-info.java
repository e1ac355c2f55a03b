/** Web pages for sign-up, sign-in, forgotten passwords and accounts, served as a function from request to response. */
@NullMarked
package io.moonlight.auth.pages;

import org.jspecify.annotations.NullMarked;
