/** Password hashes on bcrypt, computed by threads of their own so that a flood of logins does not slow other calls. */
package io.moonlight.auth.bcrypt;
