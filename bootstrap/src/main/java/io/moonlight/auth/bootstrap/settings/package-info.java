/** The settings of a server. */
package io.moonlight.auth.bootstrap.settings;
