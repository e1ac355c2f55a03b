/** The standalone server: reads the settings, wires the parts, starts and stops. The only module that depends on all others. */
package io.moonlight.auth.bootstrap;
