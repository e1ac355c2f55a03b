/** What the program writes to its log, and where: the console, a file, and the line for each request. */
package io.moonlight.auth.bootstrap.logging;
