/** The standalone server: reads the settings, wires every part, starts and stops. The only module that knows them all. */
package io.moonlight.auth.bootstrap;
