//go:build linux || freebsd || openbsd || netbsd

#include "x11.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xrandr.h>
#include <dlfcn.h>

#include "_cgo_export.h"

static Display *display;
static int refused; /* the server has refused a request of this connection */
static XErrorHandler before;

static int note(Display *d, XErrorEvent *e) {
	if (d == display) {
		refused = 1;
		return 0;
	}
	return before ? before(d, e) : 0;
}

/* begin opens the connection when need be. A window may be gone by the time of a
   request; without a handler of errors that would end the program. */
static int begin(void) {
	if (!display && !(display = XOpenDisplay(NULL)))
		return 0;
	refused = 0;
	before = XSetErrorHandler(note);
	return 1;
}

/* end waits until the server has done everything. */
static int end(int ok) {
	XSync(display, False);
	XSetErrorHandler(before);
	return ok && !refused;
}

static Atom atom(const char *name) { return XInternAtom(display, name, False); }

int native_aside(unsigned long window) {
	if (!begin())
		return 0;
	/* The window manager leaves such a window alone: it gives it neither frame
	   nor focus, and a click on it moves no focus either. */
	XSetWindowAttributes attributes = {.override_redirect = True};
	XChangeWindowAttributes(display, window, CWOverrideRedirect, &attributes);
	/* For compositors, and for managers that look all the same. */
	Atom type = atom("_NET_WM_WINDOW_TYPE_NOTIFICATION");
	XChangeProperty(display, window, atom("_NET_WM_WINDOW_TYPE"), XA_ATOM, 32, PropModeReplace, (unsigned char *)&type, 1);
	unsigned long never = 0;
	XChangeProperty(display, window, atom("_NET_WM_USER_TIME"), XA_CARDINAL, 32, PropModeReplace, (unsigned char *)&never, 1);
	XWMHints hints = {.flags = InputHint | StateHint, .input = False, .initial_state = NormalState};
	XSetWMHints(display, window, &hints);
	return end(1);
}

int native_move(unsigned long window, int x, int y) {
	if (!begin())
		return 0;
	XWindowChanges to = {.x = x, .y = y, .stack_mode = Above};
	XConfigureWindow(display, window, CWX | CWY | CWStackMode, &to);
	return end(1);
}

int native_where(unsigned long window, native_rect *inside) {
	if (!begin())
		return 0;
	XWindowAttributes a;
	Window child;
	int ok = XGetWindowAttributes(display, window, &a) != 0;
	if (ok) {
		inside->width = a.width;
		inside->height = a.height;
		ok = XTranslateCoordinates(display, window, a.root, 0, 0, &inside->x, &inside->y, &child);
	}
	return end(ok);
}

/* A window manager takes a window that is minimised off the screen (ICCCM §4.1.4). */
int native_unmapped(unsigned long window) {
	if (!begin())
		return 0;
	XWindowAttributes a;
	int ok = XGetWindowAttributes(display, window, &a) != 0;
	return end(ok) && a.map_state != IsViewable;
}

/* contains tells whether a monitor has a point. */
static int contains(const XRRMonitorInfo *m, int x, int y) {
	return x >= m->x && y >= m->y && x < m->x + m->width && y < m->y + m->height;
}

/* monitors looks for the monitor with a point, else the primary one. Xrandr is
   loaded when it is needed, as GLFW does, so that the program starts without. */
static int monitors(Window root, int x, int y, native_rect *found) {
	static void *library;
	if (!library && !(library = dlopen("libXrandr.so.2", RTLD_LAZY | RTLD_LOCAL)))
		return 0;
	XRRMonitorInfo *(*get)(Display *, Window, Bool, int *) = dlsym(library, "XRRGetMonitors");
	void (*release)(XRRMonitorInfo *) = dlsym(library, "XRRFreeMonitors");
	int count = 0;
	XRRMonitorInfo *all = get && release ? get(display, root, True, &count) : NULL;
	int best = -1;
	for (int i = 0; i < count; i++) {
		if (contains(&all[i], x, y)) {
			best = i;
			break;
		}
		if (best < 0 || all[i].primary)
			best = i;
	}
	if (best >= 0)
		*found = (native_rect){all[best].x, all[best].y, all[best].width, all[best].height};
	if (all)
		release(all);
	return best >= 0;
}

int native_monitor(native_rect *monitor) {
	if (!begin())
		return 0;
	Window root = DefaultRootWindow(display), other;
	int x = 0, y = 0, ignored;
	unsigned int mask;
	XQueryPointer(display, root, &other, &other, &x, &y, &ignored, &ignored, &mask);
	if (!monitors(root, x, y, monitor)) {
		int screen = DefaultScreen(display);
		*monitor = (native_rect){0, 0, DisplayWidth(display, screen), DisplayHeight(display, screen)};
	}
	return end(1);
}

/* cardinals reads numbers of a property of the root window. */
static int cardinals(const char *name, long offset, int count, long *into) {
	Atom type;
	int format;
	unsigned long got = 0, left;
	unsigned char *data = NULL;
	if (XGetWindowProperty(display, DefaultRootWindow(display), atom(name), offset, count, False, XA_CARDINAL, &type, &format, &got,
			&left, &data) != Success)
		return 0;
	int ok = type == XA_CARDINAL && format == 32 && got == (unsigned long)count;
	for (int i = 0; ok && i < count; i++)
		into[i] = ((long *)data)[i];
	if (data)
		XFree(data);
	return ok;
}

int native_workarea(native_rect *work) {
	if (!begin())
		return 0;
	long desktop = 0, area[4];
	cardinals("_NET_CURRENT_DESKTOP", 0, 1, &desktop);
	int ok = cardinals("_NET_WORKAREA", 4 * desktop, 4, area);
	if (ok)
		*work = (native_rect){(int)area[0], (int)area[1], (int)area[2], (int)area[3]};
	return end(ok);
}

/* native_managed tells whether there is a window manager (EWMH,
   _NET_SUPPORTING_WM_CHECK). */
int native_managed(void) {
	if (!begin())
		return 0;
	Atom type = None;
	int format;
	unsigned long got, left;
	unsigned char *data = NULL;
	XGetWindowProperty(display, DefaultRootWindow(display), atom("_NET_SUPPORTING_WM_CHECK"), 0, 1, False, XA_WINDOW, &type, &format,
		&got, &left, &data);
	if (data)
		XFree(data);
	return end(type == XA_WINDOW);
}

int native_minimise(unsigned long window) {
	if (!begin())
		return 0;
	return end(XIconifyWindow(display, window, DefaultScreen(display)) != 0);
}

int native_attention(unsigned long window, int on) {
	if (!begin())
		return 0;
	XWMHints *hints = XGetWMHints(display, window);
	if (!hints && !(hints = XAllocWMHints()))
		return end(0);
	hints->flags = on ? hints->flags | XUrgencyHint : hints->flags & ~XUrgencyHint;
	XSetWMHints(display, window, hints);
	XFree(hints);
	return end(1);
}

static int gone(Display *d) {
	(void)d;
	native_display_gone();
	return 0; /* Xlib ends the program */
}

void native_watch_display(void) { XSetIOErrorHandler(gone); }
