/**
 * Breaks the packaged server, and everything that it depends on, as real processes under load; holds it to what it has
 * acknowledged, and measures what its clients see of it.
 */
package io.moonlight.auth.faults;
