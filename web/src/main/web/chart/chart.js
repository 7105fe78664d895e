import './chart.css';
import './page.js';
