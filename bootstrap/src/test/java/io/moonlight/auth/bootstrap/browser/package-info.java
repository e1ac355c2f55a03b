/** The web pages in a real browser, served by the packaged server: {@code -Pbrowser}. */
package io.moonlight.auth.bootstrap.browser;
