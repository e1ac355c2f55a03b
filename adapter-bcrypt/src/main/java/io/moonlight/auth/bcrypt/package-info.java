/** Password hashes on bcrypt, computed by threads of their own so that a flood of logins does not slow other calls. */
@NullMarked
package io.moonlight.auth.bcrypt;

import org.jspecify.annotations.NullMarked;
