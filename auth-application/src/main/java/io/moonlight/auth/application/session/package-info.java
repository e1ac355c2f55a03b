/** What a sign-in returns, and the caller that an access token identifies. */
@NullMarked
package io.moonlight.auth.application.session;

import org.jspecify.annotations.NullMarked;
