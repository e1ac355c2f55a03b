/** What a sign-in returns, and the caller that an access token identifies. */
package io.moonlight.auth.application.session;
