/** Password hashes by bcrypt, computed in lanes of their own so that a flood of logins stalls nothing else. */
package io.moonlight.auth.bcrypt;
