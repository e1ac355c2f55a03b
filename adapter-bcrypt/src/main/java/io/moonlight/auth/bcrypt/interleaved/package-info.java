/** The bcrypt function, computed for up to four keys at once by one thread. */
@NullMarked
package io.moonlight.auth.bcrypt.interleaved;

import org.jspecify.annotations.NullMarked;
