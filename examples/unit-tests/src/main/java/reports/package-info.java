/** A service of one's own that uses {@link io.moonlight.auth.application.Auth}, written so that it is easy to test. */
package reports;
