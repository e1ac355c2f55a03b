/** The bcrypt function, computed for up to four keys at once by one thread. */
package io.moonlight.auth.bcrypt.interleaved;
