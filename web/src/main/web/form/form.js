import './form.css';
import './page.js';
