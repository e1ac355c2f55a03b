/** A Javalin application that mounts the calls of the library and guards its own. */
package notes;
