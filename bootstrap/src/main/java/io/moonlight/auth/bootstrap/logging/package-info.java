/** The log: its configuration, formats, files and masking. */
package io.moonlight.auth.bootstrap.logging;
