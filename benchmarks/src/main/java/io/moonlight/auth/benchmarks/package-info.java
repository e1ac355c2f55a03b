/**
 * Measures the packaged server, as it is shipped, with a real PostgreSQL and a real Redis beside it on the same machine. {@link
 * io.moonlight.auth.benchmarks.Main} lists the commands.
 */
package io.moonlight.auth.benchmarks;
